using System.Text;
using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Schemas;

/// <summary>Opens files that the command line names; what is wrong with them becomes the command's problem.</summary>
internal static class InputFile
{
    private static readonly UTF8Encoding strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Opens a file for reading line by line. Bytes that are no UTF-8 are found when they are read.</summary>
    public static StreamReader Open(string typed, Terminal terminal)
    {
        string path = terminal.Opened(typed);
        if (Directory.Exists(path)) throw new CouldNotRunException(typed, "this is a folder", "a file");
        try
        {
            return new StreamReader(path, strictUtf8);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CouldNotRunException(typed, "there is no such file");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CouldNotRunException(typed, $"it cannot be read: {error.Message.TrimEnd('.')}");
        }
    }

    public static string ReadText(string typed, Terminal terminal)
    {
        using StreamReader reader = Open(typed, terminal);
        try
        {
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            throw new CouldNotRunException(typed, "this is not UTF-8 text");
        }
    }
}
