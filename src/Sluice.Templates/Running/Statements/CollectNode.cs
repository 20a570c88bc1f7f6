using Sluice.Templates.Running.Expressions;
using Sluice.Templates.Running.Targets;
using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Statements;

/// <summary>A <c>set</c> or <c>filter</c> block: collects what its body prints, filters it, and assigns or prints the result.</summary>
/// <param name="entry">The scope of the body.</param>
/// <param name="slot">Where the collected text waits for the filter.</param>
/// <param name="filter">Reads that slot; null for none.</param>
/// <param name="target">Null to print.</param>
internal sealed class CollectNode(ScopeEntry entry, Block body, int slot, ExpressionNode? filter, TargetNode? target) : StatementNode
{
    public override Flow Execute(Frame frame)
    {
        entry.Enter(frame);
        var flow = body.Collect(frame, out var text);
        if (flow != Flow.Next)
            return flow;

        Value result = new TextValue(text);
        frame.Slots[slot] = result;
        if (filter is not null)
            result = filter.Evaluate(frame);
        if (target is null)
            frame.Output.Write(result is TextValue filtered ? filtered.Raw : throw NoText(result));
        else
            target.Assign(frame, result);
        return Flow.Next;
    }

    static TemplateFault NoText(Value result) =>
        TemplateFault.Type($"the filters of a filter block must end in text (str), not {result.TypeName}");
}
