using System.Text.Json;
using Sluice.Schema.Answers.Shapes.Claims;
using Sluice.Schema.Loading;
using Sluice.Schema.Validation;

namespace Sluice.Schema.Answers.Shapes;

/// <summary>
/// The values that enum and const name at one place. Each is held against all schemas of the place by the validator, so every other
/// keyword may stand beside enum and const, those that this machine cannot follow too.
/// </summary>
internal sealed class NamedValues(IReadOnlyList<SchemaClaim> together, AnswerOptions options)
{
    /// <summary>Whether each value named is valid.</summary>
    readonly Dictionary<GroupKey, OrderedDictionary<KnownValue, bool>> values = [];

    /// <summary>How numbers are written.</summary>
    public bool PlainNumbers => !options.AnyNumberNotation;

    /// <summary>The valid ones, apart by the rule that strings among them must keep to, and by whether numbers must be written as integers.</summary>
    public IEnumerable<(VerbatimRule? Rule, bool WrittenWhole, IReadOnlyList<KnownValue> Values)> Groups =>
        values.Select(group => (group.Key.Rule, group.Key.WrittenWhole, (IReadOnlyList<KnownValue>)[.. group.Value.Where(value => value.Value).Select(value => value.Key)]));

    /// <summary>Takes the values of a branch that names some; false when any value may come.</summary>
    public bool TryTake(Branch branch)
    {
        if (branch.Naming is not { } naming)
            return false;
        var key = new GroupKey(BranchReader.VerbatimOf(branch.Nodes), branch.Nodes.Exists(KindTypes.AsksForWrittenIntegers));
        if (!values.TryGetValue(key, out var taken))
            values.Add(key, taken = []);
        foreach (var element in NamedByNode.Of(naming, branch.Kind))
        {
            var value = new KnownValue(element);
            if (!taken.ContainsKey(value))
                taken.Add(value, IsValid(element));
        }

        return true;
    }

    bool IsValid(JsonElement element) => together.All(claim => Validator.Accepts(claim.Node, element) == claim.Holds);

    readonly record struct GroupKey(VerbatimRule? Rule, bool WrittenWhole);
}
