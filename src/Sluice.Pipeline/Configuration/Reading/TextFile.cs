using System.Text;

namespace Sluice.Pipeline.Configuration.Reading;

/// <summary>Reads the files that make up a pipeline.</summary>
internal static class TextFile
{
    const long MaxBytes = 16 * 1024 * 1024; // a prompt, a schema or a set of examples is a thousandth of that

    static readonly UTF8Encoding strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text without byte order mark; null with a problem when it cannot be read.</summary>
    /// <param name="name">The path for messages.</param>
    /// <param name="line">The line of the pipeline file that names this file; null for the pipeline file itself.</param>
    public static string? Read(string path, string name, ProblemList problems, long? line)
    {
        try
        {
            if (Directory.Exists(path)) return Wrong($"'{name}' is a folder; allowed: a file");
            if (new FileInfo(path) is { Exists: true, Length: > MaxBytes }) return Wrong($"'{name}' is larger than 16 MiB");
            var text = strictUtf8.GetString(File.ReadAllBytes(path));
            return text.StartsWith('\uFEFF') ? text[1..] : text;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Wrong($"there is no file '{name}'");
        }
        catch (DecoderFallbackException)
        {
            return Wrong($"'{name}' is not UTF-8 text");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Wrong($"'{name}' cannot be read: {e.Message}");
        }

        string? Wrong(string message)
        {
            problems.Add(line, message);
            return null;
        }
    }
}
