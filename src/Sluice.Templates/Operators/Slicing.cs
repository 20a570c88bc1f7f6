using System.Numerics;
using Sluice.Templates.Running;
using Sluice.Templates.Values;

namespace Sluice.Templates.Operators;

/// <summary>Python's slices: bounds clamp, negative ones count from the end, the step may go backwards.</summary>
internal static class Slicing
{
    public static bool CanSlice(Value owner) => owner is TextValue or SequenceValue or RangeValue;

    /// <summary>Why a value cannot be sliced.</summary>
    /// <param name="path">How the template reaches it, where it does so by names.</param>
    public static TemplateFault Refusal(Value owner, IReadOnlyList<string>? path) => owner switch
    {
        UndefinedValue undefined => undefined.Fault(),
        DictValue => new(TemplateErrorKind.Type, "unhashable type: 'slice'") { Path = path },
        _ => new(TemplateErrorKind.Type, $"'{owner.TypeName}' object is not subscriptable") { Path = path },
    };

    /// <param name="owner">One that <see cref="CanSlice"/>.</param>
    public static Value Slice(Value owner, Value? start, Value? stop, Value? step, Rendering rendering)
    {
        var (first, last, by, count) = Resolve(owner.Count!.Value, Bound(start), Bound(stop), Bound(step));
        return owner switch
        {
            TextValue text => SliceText(text, first, by, count, rendering),
            SequenceValue row => row.Of(Pick(row.Items, first, by, count, rendering)),
            _ => ((RangeValue)owner).Slice(first, last, by, count),
        };
    }

    /// <summary>What Python's <c>slice.indices</c> gives (from, before, step), and how many indices that are.</summary>
    static (int First, int Last, int Step, int Count) Resolve(int length, BigInteger? start, BigInteger? stop, BigInteger? step)
    {
        if (step is { IsZero: true })
            throw TemplateFault.Value("slice step cannot be zero");
        var by = (int)BigInteger.Max(-int.MaxValue / 2, BigInteger.Min(int.MaxValue / 2, step ?? 1));
        var (lower, upper) = by > 0 ? (0, length) : (-1, length - 1);
        var from = Clamp(start, by > 0 ? lower : upper);
        var to = Clamp(stop, by > 0 ? upper : lower);
        var count = by > 0 ? (to - from + by - 1L) / by : (to - from + by + 1L) / by;
        return (from, to, by, (int)Math.Max(0, count));

        int Clamp(BigInteger? bound, int missing)
        {
            if (bound is not { } index)
                return missing;
            return (int)BigInteger.Max(lower, BigInteger.Min(upper, index.Sign < 0 ? index + length : index));
        }
    }

    static TextValue SliceText(TextValue text, int first, int step, int count, Rendering rendering)
    {
        rendering.ChargeText(count);
        if (count == 0)
            return text.With("");
        if (step == 1)
            return text.With(text.Raw[text.Start(first)..text.Start(first + count)]);
        rendering.Charge(count);
        return text.With(string.Concat(Enumerable.Range(0, count).Select(i => text.At(first + i * step))));
    }

    static Value[] Pick(Value[] items, int first, int step, int count, Rendering rendering)
    {
        rendering.Charge(count);
        var picked = new Value[count];
        for (var i = 0; i < count; i++)
            picked[i] = items[first + i * step];
        return picked;
    }

    static BigInteger? Bound(Value? value)
    {
        if (value is null or NoneValue)
            return null;
        return Numbers.TryInteger(value, out var number) ? number
            : throw TemplateFault.Type("slice indices must be integers or None or have an __index__ method");
    }
}
