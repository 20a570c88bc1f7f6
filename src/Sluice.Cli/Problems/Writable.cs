namespace Sluice.Cli.Problems;

/// <summary>Finds out that a file cannot be written before the work whose result it is to hold.</summary>
internal static class Writable
{
    /// <param name="typed">The path as it was typed, for the message.</param>
    public static void Check(string option, string typed, string path, string allowed)
    {
        try
        {
            bool isNew = !File.Exists(path);
            File.Open(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite).Dispose();
            if (isNew) File.Delete(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CouldNotRunException(option, $"'{typed}' cannot be written: {problem.Message}", allowed);
        }
    }
}
