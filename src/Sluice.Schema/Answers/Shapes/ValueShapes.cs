using System.Text.Json;
using Sluice.Schema.Answers.Numbers;
using Sluice.Schema.Answers.Strings;
using Sluice.Schema.Loading;

namespace Sluice.Schema.Answers.Shapes;

/// <summary>Makes alternatives of known values: what enum and const name.</summary>
internal sealed class ValueShapes(ShapeCompiler compiler)
{
    public IEnumerable<Alternative> AlternativesOf(NamedValues named)
    {
        foreach (var (rule, writtenWhole, values) in named.Groups)
        {
            foreach (var alternative in AlternativesOf(rule, writtenWhole, values))
                yield return alternative;
        }
    }

    IEnumerable<Alternative> AlternativesOf(VerbatimRule? rule, bool writtenWhole, IReadOnlyList<KnownValue> values)
    {
        var strings = values.Where(value => value.Text is not null).Select(value => value.Text!).ToList();
        if (strings.Count > 0)
            yield return new StringAlternative { Members = new StringSet(strings), Verbatim = rule };
        var numbers = values.Where(value => value.Number is not null).Select(value => value.Number!.Value).ToList();
        if (numbers.Count > 0)
            yield return new NumberAlternative(new NumberList(numbers, plain: writtenWhole || !compiler.Options.AnyNumberNotation));
        foreach (var value in values)
        {
            if (value.Text is null && value.Number is null)
                yield return AlternativeOf(value.Element);
        }
    }

    Alternative AlternativeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => new LiteralAlternative(AlternativeKind.Null),
        JsonValueKind.True => new LiteralAlternative(AlternativeKind.True),
        JsonValueKind.False => new LiteralAlternative(AlternativeKind.False),
        JsonValueKind.String or JsonValueKind.Number => AlternativesOf(null, false, [new KnownValue(value)]).Single(),
        JsonValueKind.Array => new ArrayAlternative
        {
            Prefix = [.. value.EnumerateArray().Select(ShapeOf)],
            Rest = null,
            MinItems = value.GetArrayLength(),
            MaxItems = value.GetArrayLength(),
        },
        _ => new ObjectAlternative([.. value.EnumerateObject().Select(member => new ObjectProperty(member.Name, ShapeOf(member.Value), Required: true))], others: null),
    };

    Shape ShapeOf(JsonElement value) => compiler.ShapeOf(AlternativeOf(value));
}
