using System.Text.Json;
using Sluice.Cli.Templates;
using Sluice.Templates;
using Sluice.Testing;
using Sluice.Tests.House;

namespace Sluice.Tests.Templates;

/// <summary>A folder of templates, conversations and what Python's Jinja makes of them.</summary>
internal sealed class GoldenFolder(string path)
{
    readonly Dictionary<string, JsonElement> conversations = JsonElement.Parse(File.ReadAllText(Path.Combine(path, "conversations.json")))
        .EnumerateObject().ToDictionary(property => property.Name, property => property.Value, StringComparer.Ordinal);

    /// <summary>The part of the collection that lies in the repository.</summary>
    public static GoldenFolder Vendored { get; } = new(Repository.PathOf("tests", "Sluice.Tests", "Templates", "Reference"));

    /// <summary>Where the clock of the collection stands.</summary>
    public static TimeProvider Clock() => new ManualClock(new(2026, 1, 15, 9, 30, 0, TimeSpan.Zero));

    /// <summary>The whole collection, where a machine has it: named by SLUICE_CHAT_TEMPLATES, or lying in shared/data beside the clone or above. Null elsewhere.</summary>
    public static string? WholePath()
    {
        if (Environment.GetEnvironmentVariable("SLUICE_CHAT_TEMPLATES") is { Length: > 0 } named)
            return named;
        for (var folder = new DirectoryInfo(Repository.Root); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data", "chat-templates");
            if (File.Exists(Path.Combine(candidate, "golden.jsonl")))
                return candidate;
        }

        return null;
    }

    public IEnumerable<string> Templates => Directory.EnumerateFiles(Path.Combine(path, "templates"), "*.jinja")
        .Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal);

    /// <summary>The cases of a JSON lines file.</summary>
    public IEnumerable<RenderedCase> Cases(params string[] file) =>
        File.ReadLines(Path.Combine([path, .. file])).Select((line, index) => new RenderedCase($"{file[^1]}:{index + 1}", JsonElement.Parse(line)));

    /// <summary>How rendered cases of one template differ from what is expected; empty when all agree.</summary>
    public List<string> Differences(string template, IEnumerable<RenderedCase> cases)
    {
        var chat = ChatTemplate.Parse(File.ReadAllText(Path.Combine(path, "templates", template + ".jinja")), Clock());
        return [.. cases.Select(one => Difference(one, () => chat.Render(Input(one)))).OfType<string>()];
    }

    /// <summary>Null when the rendering agrees; else one line that tells how it does not.</summary>
    public static string? Difference(RenderedCase one, Func<string> render) => one.Judge(render).Difference is { } how ? $"{one.Place}: {one.Name}: {how}" : null;

    ChatTemplateInput Input(RenderedCase one)
    {
        var conversation = conversations[one.Line.GetProperty("conversation").GetString()!];
        return new ChatTemplateInput
        {
            Messages = conversation.GetProperty("messages"),
            Tools = conversation.TryGetProperty("tools", out var tools) ? tools : null,
            Variables = one.Line.GetProperty("kwargs").EnumerateObject().ToDictionary(property => property.Name, property => property.Value, StringComparer.Ordinal),
        };
    }
}
