using Sluice.Templates.Running.Expressions;
using Sluice.Templates.Running.Statements;
using Sluice.Templates.Running.Targets;
using Sluice.Templates.Values;

namespace Sluice.Templates.Running;

/// <summary>The rounds of a compiled <c>for</c>, apart from where its items come from.</summary>
internal sealed record Loop
{
    public required int At { get; init; }

    public required TargetNode Target { get; init; }

    public required ScopeEntry Entry { get; init; }

    public required Block Body { get; init; }

    /// <summary>Where <c>loop</c> lives; null when the body does not read it.</summary>
    public required int? LoopSlot { get; init; }

    /// <summary>The condition after the items, with a target and scope of its own; null for none.</summary>
    public required (TargetNode Target, ScopeEntry Entry, ExpressionNode Test)? Filter { get; init; }

    /// <summary>Runs when no round came to its end; null for none.</summary>
    public required (ScopeEntry Entry, Block Body)? Else { get; init; }

    /// <param name="depth">How many recursive calls of this loop are around it.</param>
    /// <param name="recurse">What calling <c>loop</c> does; null when the loop is not recursive.</param>
    public Flow Run(Frame frame, Value items, int depth, Func<Value, int, Value>? recurse)
    {
        var rendering = frame.Rendering;
        rendering.At = At;
        var row = items.Iterate() ?? throw TemplateFault.Type($"'{items.TypeName}' object is not iterable");
        if (Filter is not null)
            row = Kept(row, frame);

        using var rounds = row.GetEnumerator();
        var loop = LoopSlot is null ? null : new LoopValue(rounds, Filter is null ? items.Count : null, depth, recurse, rendering);
        var completed = false;
        while (loop is null ? rounds.MoveNext() : loop.MoveNext())
        {
            rendering.Charge(1);
            Target.Assign(frame, loop is null ? rounds.Current : loop.Current);
            if (LoopSlot is { } slot)
                frame.Slots[slot] = loop;
            Entry.Enter(frame);
            var flow = Body.Execute(frame);
            if (flow == Flow.Break)
                break;
            completed |= flow == Flow.Next;
        }

        // As in Jinja, a round that was left by a jump does not count as one.
        if (completed || Else is not { } otherwise)
            return Flow.Next;
        otherwise.Entry.Enter(frame);
        return otherwise.Body.Execute(frame);
    }

    IEnumerable<Value> Kept(IEnumerable<Value> items, Frame frame)
    {
        var (target, entry, test) = Filter!.Value;
        entry.Enter(frame);
        foreach (var item in items)
        {
            frame.Rendering.Charge(1);
            target.Assign(frame, item);
            if (test.Evaluate(frame).IsTrue)
                yield return target.Read(frame);
        }
    }
}
