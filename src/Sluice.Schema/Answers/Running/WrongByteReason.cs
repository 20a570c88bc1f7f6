using System.Text;
using Sluice.Schema.Answers.Shapes;

namespace Sluice.Schema.Answers.Running;

/// <summary>Words for why a byte cannot come next.</summary>
internal static class WrongByteReason
{
    const int ListedKeys = 8; // allowed ones, in a message

    /// <param name="written">The string, key or number so far.</param>
    /// <param name="allowed">What may stand here: the values that may come, or what the open array or object may still be.</param>
    public static string Of(MachineMode mode, bool isObject, byte[] written, byte next, IReadOnlyList<Alternative> allowed) => mode switch
    {
        MachineMode.Done => "the answer is complete; only white space may follow",
        MachineMode.Key => $"no key that is allowed here goes on like {Quoted(written, next)}{Keys(allowed)}",
        MachineMode.FirstKey or MachineMode.NextKey when next == '"' => "no further key is allowed here",
        MachineMode.FirstKey when next == '}' => $"the object cannot end yet{Required(allowed)}",
        MachineMode.FirstKey or MachineMode.NextKey => $"a key must come here, not {Byte(next)}",
        MachineMode.Colon => $"a colon must come after a key, not {Byte(next)}",
        MachineMode.String when next == '"' => $"the string must not end as {Quoted(written, null)}",
        MachineMode.String => $"no string that is allowed here goes on like {Quoted(written, next)}",
        MachineMode.Number => $"no number that is allowed here goes on like {Encoding.UTF8.GetString(written)}{(char)next}",
        MachineMode.Literal => "true, false and null are the only words of JSON",
        MachineMode.AfterValue when next == ',' => isObject ? "no further key is allowed here" : "no further item is allowed here",
        MachineMode.AfterValue when next == '}' && isObject => $"the object cannot end yet{Required(allowed)}",
        MachineMode.FirstItem or MachineMode.AfterValue when next == ']' && !isObject => "the array cannot end yet",
        MachineMode.AfterValue => $"a comma or the end of the {(isObject ? "object" : "array")} must come here, not {Byte(next)}",
        _ => $"{Kinds(allowed)} must come here, not {Start(next)}",
    };

    static string Kinds(IReadOnlyList<Alternative> allowed)
    {
        var names = allowed.Select(alternative => alternative.Kind switch
        {
            AlternativeKind.Null => "null",
            AlternativeKind.True or AlternativeKind.False => "true or false",
            AlternativeKind.Number => "a number",
            AlternativeKind.String => "a string",
            AlternativeKind.Array => "an array",
            _ => "an object",
        }).Distinct().ToList();
        return names.Count == 0 ? "the end of the array" : string.Join(" or ", names);
    }

    static string Keys(IReadOnlyList<Alternative> allowed)
    {
        var names = allowed.OfType<ObjectAlternative>().SelectMany(keyed => keyed.Properties).Select(property => property.Name).Distinct().ToList();
        return names.Count == 0 ? "" : $"; defined are {List(names)}";
    }

    static string Required(IReadOnlyList<Alternative> allowed)
    {
        var names = allowed.OfType<ObjectAlternative>().SelectMany(keyed => keyed.Properties).Where(property => property.Required).Select(property => property.Name).Distinct().ToList();
        return names.Count == 0 ? "" : $"; required are {List(names)}";
    }

    static string List(List<string> names) =>
        string.Join(", ", names.Take(ListedKeys).Select(name => $"\"{name}\"")) + (names.Count > ListedKeys ? ", …" : "");

    static string Quoted(byte[] written, byte? next) => $"\"{Encoding.UTF8.GetString(next is { } more ? [.. written, more] : written)}{(next is null or (byte)'"' ? "" : "…")}\"";

    static string Start(byte next) => next switch
    {
        (byte)'"' => "a string",
        (byte)'{' => "an object",
        (byte)'[' => "an array",
        (byte)'t' or (byte)'f' => "true or false",
        (byte)'n' => "null",
        (byte)'-' or (>= (byte)'0' and <= (byte)'9') => "a number",
        _ => Byte(next),
    };

    static string Byte(byte next) => next is > 0x20 and < 0x7F ? $"'{(char)next}'" : next is 0x20 or 0x09 or 0x0A or 0x0D ? "more white space" : $"the byte {next:X2}";
}
