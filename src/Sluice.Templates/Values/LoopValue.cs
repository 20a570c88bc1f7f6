using Sluice.Templates.Operators;
using Sluice.Templates.Running;

namespace Sluice.Templates.Values;

/// <summary>The <c>loop</c> of a <c>for</c>: looks one item ahead only when asked.</summary>
/// <param name="rounds">The items, also read by nobody else.</param>
/// <param name="count">How many items there are, when that is known before the loop.</param>
internal sealed class LoopValue(IEnumerator<Value> rounds, int? count, int depth, Func<Value, int, Value>? recurse, Rendering rendering) : Value
{
    readonly Queue<Value> ahead = [];
    Value? before;
    Value[]? changedLast;
    int index = -1;

    public Value Current { get; private set; } = NoneValue.Instance;

    public override string TypeName => "LoopContext";

    public override int? Count => Length();

    public override bool IsTrue => Length() > 0;

    public override bool IsCallable => true;

    public bool MoveNext()
    {
        if (!LookAhead())
            return false;
        if (index >= 0)
            before = Current;
        Current = ahead.Dequeue();
        index++;
        return true;
    }

    public override void WriteRepr(ReprWriter writer) => writer.Append($"<LoopContext {index + 1}/{Length()}>");

    public override IEnumerable<Value>? Iterate() => throw TemplateFault.Unsupported("looping over 'loop'");

    public override Value? GetAttribute(string name) => name switch
    {
        "index" => IntegerValue.Of(index + 1),
        "index0" => IntegerValue.Of(index),
        "first" => BoolValue.Of(index == 0),
        "last" => BoolValue.Of(!LookAhead()),
        "length" => IntegerValue.Of(Length()),
        "revindex" => IntegerValue.Of(Length() - index),
        "revindex0" => IntegerValue.Of(Length() - index - 1),
        "depth" => IntegerValue.Of(depth + 1),
        "depth0" => IntegerValue.Of(depth),
        "previtem" => before ?? UndefinedValue.Because("there is no previous item", rendering.Strict),
        "nextitem" => LookAhead() ? ahead.Peek() : UndefinedValue.Because("there is no next item", rendering.Strict),
        "cycle" => new FunctionValue("cycle", (arguments, _) => Cycle(arguments.Positional)),
        "changed" => new FunctionValue("changed", (arguments, _) => BoolValue.Of(Changed(arguments.Positional))),
        _ => null,
    };

    public override Value Call(Arguments arguments, Rendering _)
    {
        if (recurse is null)
            throw TemplateFault.Type("The loop must have the 'recursive' marker to be called recursively.");
        return arguments is { Positional: [var items], Named.Length: 0 } ? recurse(items, depth + 1)
            : throw TemplateFault.Type("a recursive loop is called with the items to go through");
    }

    bool LookAhead()
    {
        if (ahead.Count > 0)
            return true;
        if (!rounds.MoveNext())
            return false;
        ahead.Enqueue(rounds.Current);
        return true;
    }

    /// <summary>Reads all items when their number is not known.</summary>
    int Length()
    {
        if (count is null)
        {
            while (rounds.MoveNext())
            {
                rendering.Charge(1);
                ahead.Enqueue(rounds.Current);
            }

            count = index + 1 + ahead.Count;
        }

        return count.Value;
    }

    Value Cycle(Value[] values) => values.Length > 0 ? values[index % values.Length] : throw TemplateFault.Type("no items for cycling given");

    bool Changed(Value[] values)
    {
        var same = changedLast is { } last && last.Length == values.Length
            && last.Zip(values).All(pair => Comparison.AreEqual(pair.First, pair.Second, rendering));
        changedLast = values;
        return !same;
    }
}
