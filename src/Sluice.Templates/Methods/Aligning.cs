using Sluice.Templates.Formatting;
using Sluice.Templates.Running;
using Sluice.Templates.Values;

namespace Sluice.Templates.Methods;

internal static class Aligning
{
    /// <summary>What does not divide goes to the left when the width is odd, as in C Python.</summary>
    public static TextValue Center(Value self, Value?[] a, Rendering rendering)
    {
        var (text, width, fill) = Read(self, a);
        var missing = Math.Max(0, width - text.Length);
        var left = missing / 2 + (missing & width & 1);
        return text.With(Padding.Blank(left, fill, rendering) + text.Raw + Padding.Blank(missing - left, fill, rendering));
    }

    public static TextValue Left(Value self, Value?[] a, Rendering rendering)
    {
        var (text, width, fill) = Read(self, a);
        return text.With(Padding.Right(text.Raw, width, fill, rendering));
    }

    public static TextValue Right(Value self, Value?[] a, Rendering rendering)
    {
        var (text, width, fill) = Read(self, a);
        return text.With(Padding.Left(text.Raw, width, fill, rendering));
    }

    /// <summary>Zeros after a sign.</summary>
    public static TextValue ZeroFill(Value self, Value width, Rendering rendering)
    {
        var text = (TextValue)self;
        var zeros = Padding.Blank(TextArguments.Number(width, 0) - text.Length, "0", rendering);
        var head = text.Raw.StartsWith('-') || text.Raw.StartsWith('+') ? 1 : 0;
        return text.With(text.Raw[..head] + zeros + text.Raw[head..]);
    }

    static (TextValue Text, int Width, string Fill) Read(Value self, Value?[] a)
    {
        if (a[1] is not (null or TextValue { Length: 1 }))
            throw TemplateFault.Type("The fill character must be exactly one character long");
        return ((TextValue)self, TextArguments.Number(a[0], 0), (a[1] as TextValue)?.Raw ?? " ");
    }
}
