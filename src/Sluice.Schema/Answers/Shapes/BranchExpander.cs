using Sluice.Schema.Loading;

namespace Sluice.Schema.Answers.Shapes;

/// <summary>
/// Multiplies out the combinators of schemas that hold at one place together: each branch is a list of schemas whose own keywords must
/// all hold, and a value is valid when it fits one of the branches.
/// </summary>
internal sealed class BranchExpander
{
    const int MaxBranches = 4_096; // ways tried to fill one place; people's schemas have a few dozen

    readonly List<IReadOnlyList<SchemaNode>> branches = [];
    int tried;

    public static List<IReadOnlyList<SchemaNode>> Expand(IReadOnlyList<SchemaNode> together)
    {
        var expander = new BranchExpander();
        expander.Expand(new Stack<SchemaNode>(together.Reverse()), []);
        return expander.branches;
    }

    void Expand(Stack<SchemaNode> open, List<SchemaNode> branch)
    {
        while (open.TryPop(out var node))
        {
            if (node.Always == false)
                return;
            if (node.Always == true || branch.Contains(node))
                continue;
            branch.Add(node);
            if (node.Ref is { } target)
                open.Push(target);
            if (node.DynamicRef is { Anchor: null } reference)
                open.Push(reference.Target);
            foreach (var part in node.AllOf ?? [])
                open.Push(part);
            if (node.AnyOf is not { } choices)
                continue;
            foreach (var choice in choices)
            {
                if (++tried > MaxBranches)
                    throw new UnsupportedSchemaException(node.Path + "/anyOf", "anyOf", $"together with its neighbours it makes more than {MaxBranches} ways to fill one place");
                Expand(new Stack<SchemaNode>(open.Reverse().Append(choice)), [.. branch]);
            }

            return;
        }

        branches.Add(branch);
    }
}
