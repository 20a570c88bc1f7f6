using System.Globalization;
using System.Numerics;
using Sluice.Templates.Operators;
using Sluice.Templates.Running;
using Sluice.Templates.Values;

namespace Sluice.Templates.Filters;

/// <summary>The <c>attribute='a.b.0'</c> that many filters take: items read one after the other.</summary>
internal static class AttributePath
{
    /// <param name="missing">Takes the place of an undefined, at each step; null for none.</param>
    public static Func<Value, Value> Reader(Value path, Rendering rendering, Value? missing = null)
    {
        Value[] parts = path is TextValue text ? [.. text.Raw.Split('.').Select(Part)] : path is NoneValue ? [] : [path];
        return item =>
        {
            foreach (var part in parts)
            {
                item = Access.Item(item, part, rendering);
                if (item is UndefinedValue && missing is not (null or NoneValue))
                    item = missing;
            }

            return item;
        };
    }

    static Value Part(string written) => written.Length > 0 && written.All(char.IsAsciiDigit)
        ? IntegerValue.Of(BigInteger.Parse(written, NumberStyles.None, CultureInfo.InvariantCulture))
        : new TextValue(written);
}
