using System.Globalization;
using System.Net;

namespace Sluice.Bench.Reporting.Pages;

/// <summary>
/// A format provider that escapes every hole of an interpolated text: <c>text.Append(Html.Escaped, $"&lt;p&gt;{name}&lt;/p&gt;")</c>. Figures are written the same under
/// every culture; only <see cref="Markup"/> goes in as it is.
/// </summary>
sealed class Html : IFormatProvider, ICustomFormatter
{
    public static Html Escaped { get; } = new();

    public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

    public string Format(string? format, object? arg, IFormatProvider? formatProvider) => arg switch
    {
        Markup markup => markup.Text,
        IFormattable figure => WebUtility.HtmlEncode(figure.ToString(format, CultureInfo.InvariantCulture)),
        _ => WebUtility.HtmlEncode(arg?.ToString() ?? ""),
    };
}

/// <summary>Text that is HTML already.</summary>
readonly record struct Markup(string Text);
