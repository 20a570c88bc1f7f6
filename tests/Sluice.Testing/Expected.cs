using System.Runtime.CompilerServices;

namespace Sluice.Testing;

/// <summary>Compares output with a text that lies beside the test as <c>NAME.expected.txt</c>, for people to read and review.</summary>
public static class Expected
{
    /// <summary>Set to 1 to write the actual text over the expected one, then look at the difference with git.</summary>
    public const string AcceptVariable = "SLUICE_ACCEPT";

    public static void Matches(string name, string actual, [CallerFilePath] string testFile = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(testFile)!, name + ".expected.txt");
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
            File.WriteAllText(path, actual);

        var expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (FirstDifference(expected.Split('\n'), actual.Split('\n')) is { } difference)
            throw new ExpectedMismatchException($"{Path.GetFileName(path)}, {difference}\nAccept it with {AcceptVariable}=1.\n--- actual text ---\n{actual}");
    }

    static string? FirstDifference(string[] expected, string[] actual)
    {
        for (var line = 0; line < Math.Max(expected.Length, actual.Length); line++)
        {
            var (want, have) = (expected.ElementAtOrDefault(line), actual.ElementAtOrDefault(line));
            if (want != have)
                return $"line {line + 1}:\n  expected: {Show(want)}\n  actual:   {Show(have)}";
        }
        return null;
    }

    static string Show(string? line) => line is null ? "(end of text)" : $"'{line}'";
}
