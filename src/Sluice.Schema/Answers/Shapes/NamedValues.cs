using System.Text.Json;
using Sluice.Schema.Loading;
using Sluice.Schema.Validation;

namespace Sluice.Schema.Answers.Shapes;

/// <summary>
/// The values that enum and const name at one place. Each is held against all schemas of the place by the validator, so every other
/// keyword may stand beside enum and const, those that this machine cannot follow too.
/// </summary>
internal sealed class NamedValues(SchemaNode[] together, AnswerOptions options)
{
    readonly Dictionary<VerbatimKey, List<KnownValue>> values = [];

    /// <summary>How numbers are written.</summary>
    public bool PlainNumbers => !options.AnyNumberNotation;

    /// <summary>The valid ones, apart by the rule that strings among them must keep to.</summary>
    public IEnumerable<(VerbatimRule? Rule, IReadOnlyList<KnownValue> Values)> Groups =>
        values.Select(group => (group.Key.Rule, (IReadOnlyList<KnownValue>)group.Value));

    /// <summary>Takes the values of a branch that names some; false when any value may come.</summary>
    public bool TryTake(IReadOnlyList<SchemaNode> branch)
    {
        var naming = branch.FirstOrDefault(node => node.Const is not null || node.Enum is not null);
        if (naming is null)
            return false;
        var key = new VerbatimKey(BranchReader.VerbatimOf(branch));
        if (!values.TryGetValue(key, out var taken))
            values.Add(key, taken = []);
        foreach (var element in naming.Const is { } constant ? [constant] : naming.Enum!)
        {
            var value = new KnownValue(element);
            if (!taken.Contains(value) && IsValid(element))
                taken.Add(value);
        }

        return true;
    }

    bool IsValid(JsonElement element) => together.All(node => Validator.Validate(node, element).Count == 0);

    readonly record struct VerbatimKey(VerbatimRule? Rule);
}
