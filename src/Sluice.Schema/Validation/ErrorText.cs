using System.Runtime.CompilerServices;
using System.Text;

namespace Sluice.Schema.Validation;

/// <summary>The sentence of an error, put together only when somebody listens: most failures are alternatives that did not fit.</summary>
[InterpolatedStringHandler]
internal readonly ref struct ErrorText
{
    readonly StringBuilder? text;

    public ErrorText(int literalLength, int formattedCount, ValidationRun run, out bool wanted)
    {
        wanted = run.Listens;
        text = wanted ? new StringBuilder(literalLength + 16 * formattedCount) : null;
    }

    public void AppendLiteral(string value) => text!.Append(value);

    public void AppendFormatted(string value) => text!.Append(value);

    public void AppendFormatted(int value) => text!.Append(System.Globalization.CultureInfo.InvariantCulture, $"{value}");

    /// <summary>A count with its noun as the format: {3:item} is "3 items", {1:item} "1 item".</summary>
    public void AppendFormatted(int value, string format)
    {
        AppendFormatted(value);
        text!.Append(' ').Append(format).Append(value == 1 ? "" : "s");
    }

    public override string ToString() => text!.ToString();
}
