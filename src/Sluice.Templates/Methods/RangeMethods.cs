using Sluice.Templates.Values;

namespace Sluice.Templates.Methods;

/// <summary>The methods of what <c>range</c> gives.</summary>
internal static class RangeMethods
{
    static readonly MethodTable OfRange = new MethodTable()
        .Add("index", ["value"], (self, a, _) => ((RangeValue)self).IndexOf(a[0]!) is >= 0 and var place
            ? IntegerValue.Of(place)
            : throw TemplateFault.Value("sequence.index(x): x not in sequence"))
        .Add("count", ["value"], (self, a, _) => IntegerValue.Of(((RangeValue)self).IndexOf(a[0]!) >= 0 ? 1 : 0));

    public static Value? Find(RangeValue owner, string name) => OfRange.Find(owner, name);
}
