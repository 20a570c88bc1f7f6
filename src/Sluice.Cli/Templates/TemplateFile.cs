using System.Text.Json;
using Sluice.Cli.ModelFiles;
using Sluice.Cli.Problems;
using Sluice.Cli.Schemas;
using Sluice.Cli.Terminals;
using Sluice.Engine;

namespace Sluice.Cli.Templates;

/// <summary>A chat template and what its model adds to the variables.</summary>
/// <param name="Variables">bos_token and eos_token of a model file; nothing for a template of its own.</param>
internal sealed record TemplateFile(string Text, IReadOnlyDictionary<string, JsonElement> Variables)
{
    private const string ModelEnding = ".gguf";

    public static TemplateFile Load(string typed, Terminal terminal) => typed.EndsWith(ModelEnding, StringComparison.OrdinalIgnoreCase)
        ? LoadModel(typed, terminal.Opened(typed))
        : !Path.Exists(terminal.Opened(typed)) && ModelLibrary.Of(terminal).Find(typed) is { } known ? LoadModel(typed, known)
        : LoadText(typed, InputFile.ReadText(typed, terminal));

    private static TemplateFile LoadText(string typed, string text) => text.Contains('\0', StringComparison.Ordinal)
        ? throw new CouldNotRunException(typed, "this is no text; allowed: a chat template as text, or a model file whose name ends in .gguf")
        : new TemplateFile(text, new Dictionary<string, JsonElement>());

    private static TemplateFile LoadModel(string typed, string path)
    {
        try
        {
            using ModelVocabulary model = ModelVocabulary.Load(path);
            var variables = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
            if (model.BeginningText is { } beginning) variables["bos_token"] = JsonText(beginning);
            if (model.EndText is { } end) variables["eos_token"] = JsonText(end);
            return new TemplateFile(model.ChatTemplate ?? throw new CouldNotRunException(typed, "the model file has no chat template"), variables);
        }
        catch (EngineException refusal)
        {
            throw new CouldNotRunException(typed, refusal.Message.TrimEnd('.'));
        }
    }

    private static JsonElement JsonText(string text) => JsonElement.Parse($"\"{JsonEncodedText.Encode(text)}\"");
}
