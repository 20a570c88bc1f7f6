namespace Sluice.Cli.Viewing;

/// <summary>Commands to type next, each with what it is for as a comment, so that a line can be copied whole.</summary>
internal static class NextLines
{
    /// <summary>Columns of a command that the comments of the others still line up with.</summary>
    private const int WidestColumn = 60;

    public static void Write(IEnumerable<(string Command, string Meaning)> steps, TextWriter output)
    {
        (string Command, string Meaning)[] all = [.. steps];
        if (all.Length == 0) return;
        int column = Math.Min(WidestColumn, all.Max(step => step.Command.Length));
        output.WriteLine("Next:");
        foreach ((string command, string meaning) in all) output.WriteLine($"  {command.PadRight(column)}  # {meaning}");
    }
}
