namespace Sluice.Cli.History;

/// <summary>Plain columns, as wide as what stands in them; numbers to the right.</summary>
internal static class RunsTable
{
    private const string Gap = "  ";

    /// <param name="right">Which columns hold numbers.</param>
    public static void Write(IReadOnlyList<string[]> rows, bool[] right, TextWriter output)
    {
        int[] widths = [.. Enumerable.Range(0, right.Length).Select(column => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
            output.WriteLine(string.Join(Gap, row.Select((text, column) => right[column] ? text.PadLeft(widths[column]) : text.PadRight(widths[column]))).TrimEnd());
    }
}
