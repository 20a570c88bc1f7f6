using Sluice.Engine.Models;

namespace Sluice.Engine;

/// <summary>The tokens of a model file, without its weights.</summary>
public sealed class ModelVocabulary : IDisposable
{
    readonly LanguageModel model;

    ModelVocabulary(LanguageModel model) => this.model = model;

    public string Name => model.Name;

    /// <summary>(token id) -> what it writes; null for those that write nothing.</summary>
    public IReadOnlyList<byte[]?> Bytes => model.Vocabulary.Bytes;

    /// <summary>The chat template in the file; null when it has none.</summary>
    public string? ChatTemplate => model.TemplateText;

    /// <summary>How the token is spelled that a chat template knows as bos_token; null when there is none.</summary>
    public string? BeginningText => model.Vocabulary.BeginningText;

    /// <summary>How the token is spelled that a chat template knows as eos_token; null when there is none.</summary>
    public string? EndText => model.Vocabulary.EndText;

    /// <exception cref="EngineException">The file is no model, or has no vocabulary.</exception>
    public static ModelVocabulary Load(string path) => new(LanguageModel.LoadVocabulary(path));

    /// <summary>A text as the model reads it; the spelling of a control token is text like any other.</summary>
    public int[] Tokenize(ReadOnlySpan<byte> utf8) => model.Vocabulary.Tokenize(utf8, readSpecials: false);

    public void Dispose() => model.Dispose();
}
