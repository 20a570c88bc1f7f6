using System.Text.Json;
using Sluice.Cli.Problems;
using Sluice.Protocol.Chat;

namespace Sluice.Cli.Chatting;

/// <summary>What was said so far, and how it is kept in a file: as the body of a chat request.</summary>
internal sealed class Dialogue
{
    private const string User = "user", Assistant = "assistant", SystemRole = "system";

    private readonly List<ChatMessage> turns = [];

    /// <summary>What stands before all turns; null for nothing.</summary>
    public string? System { get; set; }

    public IReadOnlyList<ChatMessage> Messages => System is { } text ? [new(SystemRole, text), .. turns] : [.. turns];

    public int Count => turns.Count;

    /// <summary>The last text of the user that can be asked again; null when there is none.</summary>
    public string? LastQuestion => turns.LastOrDefault(turn => turn.Role == User)?.Content;

    public string? LastAnswer => turns.LastOrDefault(turn => turn.Role == Assistant)?.Content;

    public void Asked(string text) => turns.Add(new ChatMessage(User, text));

    public void Answered(string text) => turns.Add(new ChatMessage(Assistant, text));

    /// <summary>Takes the last question and what came after it away.</summary>
    public void Undo()
    {
        int at = turns.FindLastIndex(turn => turn.Role == User);
        if (at >= 0) turns.RemoveRange(at, turns.Count - at);
    }

    public void Clear() => turns.Clear();

    public void Save(string path)
    {
        using FileStream file = File.Create(path);
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true, Encoder = global::System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteStartArray("messages");
        foreach (ChatMessage message in Messages)
        {
            json.WriteStartObject();
            json.WriteString("role", message.Role);
            json.WriteString("content", message.Content);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Takes the turns of a file in place of those here.</summary>
    /// <exception cref="CouldNotRunException">The file holds something else; nothing changed.</exception>
    public void Load(string path, string shown)
    {
        const string allowed = "an array of messages with 'role' and 'content', or an object with such 'messages'";
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
            JsonElement root = document.RootElement;
            JsonElement list = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("messages", out JsonElement inner) ? inner : root;
            if (list.ValueKind != JsonValueKind.Array) throw new CouldNotRunException(shown, "the file holds no messages", allowed);
            List<ChatMessage> read = [.. list.EnumerateArray().Select((message, index) => Read(message) ?? throw new CouldNotRunException(shown, $"message {index} has no text", allowed))];
            System = read is [{ Role: SystemRole } first, ..] ? first.Content : null;
            turns.Clear();
            turns.AddRange(System is null ? read : read.Skip(1));
        }
        catch (JsonException problem)
        {
            throw new CouldNotRunException(shown, $"not readable as JSON: {problem.Message}", allowed);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CouldNotRunException(shown, $"cannot be read: {problem.Message}", allowed);
        }
    }

    private static ChatMessage? Read(JsonElement message) =>
        message.ValueKind == JsonValueKind.Object
        && message.TryGetProperty("role", out JsonElement role) && role.ValueKind == JsonValueKind.String
        && message.TryGetProperty("content", out JsonElement content) && content.ValueKind == JsonValueKind.String
            ? new ChatMessage(role.GetString()!, content.GetString()!) : null;
}
