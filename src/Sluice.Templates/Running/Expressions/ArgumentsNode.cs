using Sluice.Templates.Operators;
using Sluice.Templates.Values;

namespace Sluice.Templates.Running.Expressions;

/// <summary>The arguments of a call, filter or test.</summary>
internal sealed class ArgumentsNode(
    ExpressionNode[] positional, (string Name, ExpressionNode Value)[] named, ExpressionNode? spread, ExpressionNode? namedSpread)
{
    readonly bool isEmpty = positional.Length + named.Length == 0 && spread is null && namedSpread is null;

    public Arguments Evaluate(Frame frame)
    {
        if (isEmpty)
            return Arguments.None;
        Value[] values = Array.ConvertAll(positional, item => item.Evaluate(frame));
        var pairs = Array.ConvertAll(named, item => KeyValuePair.Create(item.Name, item.Value.Evaluate(frame)));
        if (spread is not null)
            values = [.. values, .. Iteration.ToArray(spread.Evaluate(frame), frame.Rendering)];
        if (namedSpread is not null)
            pairs = [.. pairs, .. Named(namedSpread.Evaluate(frame), pairs)];
        return new Arguments(values, pairs);
    }

    static KeyValuePair<string, Value>[] Named(Value value, KeyValuePair<string, Value>[] before)
    {
        if (value is UndefinedValue undefined)
            throw undefined.Fault();
        if (value is not DictValue dict)
            throw TemplateFault.Type($"argument after ** must be a mapping, not {value.TypeName}");
        return [.. dict.Entries.Select(entry =>
        {
            if (entry.Key is not TextValue name)
                throw TemplateFault.Type("keywords must be strings");
            if (Array.Exists(before, pair => pair.Key == name.Raw))
                throw TemplateFault.Type($"got multiple values for keyword argument '{name.Raw}'");
            return KeyValuePair.Create(name.Raw, entry.Value);
        })];
    }
}
