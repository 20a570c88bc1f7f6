using System.Text;
using System.Text.Json;
using Sluice.Cli.Problems;
using Sluice.Cli.Schemas;
using Sluice.Cli.Terminals;
using Sluice.Templates;

namespace Sluice.Cli.Templates;

/// <summary>
/// A folder of <c>templates/NAME.jinja</c>, <c>conversations.json</c>, <c>golden.jsonl</c> (a template on a conversation) and
/// <c>semantics.jsonl</c> (a template of one line each), of which either may be missing.
/// </summary>
internal sealed class CollectionFolder(string folder, TimeProvider clock, Terminal terminal)
{
    private readonly Dictionary<string, Func<ChatTemplate>> templates = new(StringComparer.Ordinal);
    private Dictionary<string, JsonElement>? conversations;

    /// <summary>Cases of real templates; none without the file.</summary>
    public IEnumerable<RenderedCase> Golden() => Cases("golden.jsonl");

    /// <summary>Cases of the language; none without the file.</summary>
    public IEnumerable<RenderedCase> Semantics() => Cases("semantics.jsonl");

    public CaseVerdict JudgeGolden(RenderedCase one)
    {
        ChatTemplateInput input = Input(one);
        Func<ChatTemplate> template = Template(one);
        return one.Judge(() => template().Render(input));
    }

    public CaseVerdict JudgeSemantics(RenderedCase one)
    {
        JsonElement context = one.Member("context");
        if (context.ValueKind != JsonValueKind.Object) throw new CouldNotRunException(one.Place, "'context' of the case is no object");
        string source = one.Text("source");
        return one.Judge(() => Sluice.Templates.Template.Parse(source, TemplateOptions.Chat with { Clock = clock }).Render(context));
    }

    private IEnumerable<RenderedCase> Cases(string name)
    {
        string file = PathOf(name);
        if (!File.Exists(terminal.Opened(file))) yield break;
        using StreamReader reader = InputFile.Open(file, terminal);
        for (int line = 1; NextLine(reader, file, line) is { } text; line++)
        {
            if (string.IsNullOrWhiteSpace(text)) continue;
            JsonElement read = JsonInput.Parse(text, file, line);
            yield return new RenderedCase($"{name}:{line}", read);
        }
    }

    private static string? NextLine(StreamReader reader, string file, int line)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (DecoderFallbackException)
        {
            throw new CouldNotRunException(file, $"from line {line} on this is not UTF-8 text");
        }
    }

    /// <summary>What gives the template of a case, or throws what is wrong with it; read once.</summary>
    private Func<ChatTemplate> Template(RenderedCase one)
    {
        string name = one.Text("template");
        if (templates.TryGetValue(name, out Func<ChatTemplate>? known)) return known;
        if (name != Path.GetFileName(name)) throw new CouldNotRunException(one.Place, $"'{name}' is no name of a template");
        string text = InputFile.ReadText(PathOf(Path.Combine("templates", name + ".jinja")), terminal);
        return templates[name] = Read(text);
    }

    private Func<ChatTemplate> Read(string text)
    {
        try
        {
            ChatTemplate template = ChatTemplate.Parse(text, clock);
            return () => template;
        }
        catch (TemplateException)
        {
            return () => ChatTemplate.Parse(text, clock); // each of its cases shall tell the problem
        }
    }

    private ChatTemplateInput Input(RenderedCase one)
    {
        conversations ??= JsonInput.Members(JsonInput.Parse(InputFile.ReadText(PathOf("conversations.json"), terminal), PathOf("conversations.json")), PathOf("conversations.json"));
        string name = one.Text("conversation");
        if (!conversations.TryGetValue(name, out JsonElement conversation)) throw new CouldNotRunException(one.Place, $"conversations.json has no '{name}'");
        Dictionary<string, JsonElement> members = JsonInput.Members(conversation, $"conversations.json: {name}");
        return new ChatTemplateInput
        {
            Messages = members.TryGetValue("messages", out JsonElement messages) ? messages : throw new CouldNotRunException($"conversations.json: {name}", "there are no messages in it"),
            Tools = members.TryGetValue("tools", out JsonElement tools) ? tools : null,
            Variables = JsonInput.Members(one.Member("kwargs"), one.Place),
        };
    }

    private string PathOf(string name) => Path.Combine(folder, name);
}
