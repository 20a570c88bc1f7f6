using System.Buffers;
using System.Globalization;
using System.Text;

namespace Sluice.Pipeline.Output;

/// <summary>Rows of CSV as RFC 4180 writes them; a line break inside a value stands in quotes.</summary>
internal static class CsvText
{
    static readonly SearchValues<char> special = SearchValues.Create(",\"\r\n");

    /// <summary>Without the line feed at its end; the carriage return before it is there.</summary>
    public static void Write(IBufferWriter<byte> output, IReadOnlyList<string?> row)
    {
        for (var i = 0; i < row.Count; i++)
        {
            if (i > 0) output.Write(","u8);
            var value = row[i] ?? "";
            if (value.AsSpan().ContainsAny(special) || value.AsSpan().Trim().Length != value.Length) value = $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
            Encoding.UTF8.GetBytes(value, output);
        }

        output.Write("\r"u8);
    }

    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);
}
