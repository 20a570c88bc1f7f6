using System.Text.Json;

namespace Sluice.Cli.Chatting;

/// <summary>What was typed in this and earlier chats, oldest first; a JSON text a line, since a text may have lines of its own.</summary>
internal sealed class InputHistory
{
    private const int Most = 1000; // texts kept

    private readonly string? path;
    private readonly List<string> texts = [];

    /// <param name="path">The file that keeps it between chats; null keeps it for this one only.</param>
    public InputHistory(string? path)
    {
        this.path = path;
        if (path is null || !File.Exists(path)) return;
        foreach (string line in File.ReadLines(path))
        {
            if (Read(line) is { } text) texts.Add(text);
        }
        if (texts.Count > Most) texts.RemoveRange(0, texts.Count - Most);
    }

    public IReadOnlyList<string> Texts => texts;

    /// <summary>A text that repeats the last one is not kept twice.</summary>
    public void Add(string text)
    {
        if (texts.Count > 0 && texts[^1] == text) return;
        texts.Add(text);
        if (path is null) return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; // what people ask is theirs
            using var writer = new StreamWriter(path, options);
            writer.WriteLine(JsonSerializer.Serialize(text, InputHistoryJson.Default.String));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // A disk that cannot be written costs the history of later chats, not this chat.
        }
    }

    private static string? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, InputHistoryJson.Default.String);
        }
        catch (JsonException)
        {
            return null; // cut by a crash
        }
    }
}
