using System.Runtime.InteropServices;
using System.Text;
using Sluice.Engine.Models.Gguf;
using Sluice.Engine.Models.Weights;
using Sluice.Engine.Native;

namespace Sluice.Engine.Models;

/// <summary>A loaded model file: its facts, its vocabulary, its chat template. Owns the weights.</summary>
internal sealed unsafe class LanguageModel : IDisposable
{
    readonly ModelHandle handle;

    LanguageModel(ModelHandle handle, string path)
    {
        this.handle = handle;
        var pointer = handle.Pointer;
        Name = GgufSplit.NameOf(path);
        TrainedContext = Llama.TrainedContext(pointer);
        EmbeddingDimensions = Llama.EmbeddingDimensions(pointer);
        KeepsState = Llama.IsRecurrent(pointer) != 0 || Llama.IsHybrid(pointer) != 0;
        Vocabulary = new Vocabulary(Llama.GetVocabulary(pointer));
        TemplateText = Marshal.PtrToStringUTF8((nint)Llama.ChatTemplate(pointer, null));
        Template = ChatTemplate.TryCreate(TemplateText, Vocabulary, out var reason);
        NoTemplate = reason;
    }

    /// <summary>The file's name without ".gguf" and its number among several: what clients ask for.</summary>
    public string Name { get; }

    /// <summary>Tokens of context the model was trained with.</summary>
    public int TrainedContext { get; }

    /// <summary>Numbers of the vector that a text becomes.</summary>
    public int EmbeddingDimensions { get; }

    /// <summary>A recurrent or hybrid model keeps one running state a sequence, which cannot be cut or shared in the middle.</summary>
    public bool KeepsState { get; }

    public Vocabulary Vocabulary { get; }

    /// <summary>The chat template as the file has it; null when it has none.</summary>
    public string? TemplateText { get; }

    /// <summary>Null when the model has none that can be used; <see cref="NoTemplate"/> says why.</summary>
    public ChatTemplate? Template { get; }

    public string? NoTemplate { get; }

    /// <param name="path">The file, the first one of several.</param>
    /// <param name="form">How weights are held.</param>
    /// <param name="gpuLayers">Layers that a GPU computes; -1 for all.</param>
    /// <param name="whenChecked">Called when the file was found to be whole, before llama.cpp sees it.</param>
    public static LanguageModel Load(string path, WeightForm form, int gpuLayers = 0, Action? whenChecked = null)
    {
        var (handle, header) = Open(path, form, gpuLayers, whenChecked);
        if (Llama.HasDecoder(handle.Pointer) == 0 || Llama.HasEncoder(handle.Pointer) != 0)
        {
            handle.Dispose();
            throw new EngineException($"{path} ({header.Architecture}) is not a model that writes text by decoding alone; embedding and encoder-decoder models are not served.");
        }
        return new LanguageModel(handle, path);
    }

    /// <summary>A model whose file says how the states of a text's tokens become one vector.</summary>
    public static LanguageModel LoadEmbedding(string path, int gpuLayers, Action? whenChecked = null) => new(Open(path, WeightForm.AsStored, gpuLayers, whenChecked).Handle, path);

    /// <summary>A model that can read text as tokens and no more: its weights stay on disk.</summary>
    public static LanguageModel LoadVocabulary(string path) => new(Open(path, form: null, gpuLayers: 0).Handle, path);

    // Without a form the vocabulary alone.
    static (ModelHandle Handle, GgufHeader Header) Open(string path, WeightForm? form, int gpuLayers, Action? whenChecked = null)
    {
        var header = GgufHeader.Read(path);
        if (header.Architecture is null)
            throw new EngineException($"{path} names no model architecture (general.architecture), so it is not a model that can be loaded.");
        if (header.Kind is "adapter" or "mmproj" || header.Architecture == "clip")
            throw new EngineException($"{path} is {(header.Kind == "adapter" ? "a LoRA adapter" : "the vision part of a model")}, which this engine does not serve; give it a whole text model.");
        if (header.IsSplit)
            GgufSplit.Check(path, header);
        if (!header.Facts.ContainsKey("tokenizer.ggml.tokens"))
            throw new EngineException($"{path} has no vocabulary (tokenizer.ggml.tokens): it may be a projector or an adapter, not a model.");
        new GgufFactCheck(path, header).Run(withWeights: form is not null);
        whenChecked?.Invoke();

        LlamaRuntime.Start();
        NativeLog.TakeLines();
        var settings = Llama.DefaultModelParams();
        if (gpuLayers != 0 && Llama.SupportsGpu() == 0)
            throw new EngineException($"This build of llama.cpp finds no GPU for {(gpuLayers < 0 ? "the layers" : $"{gpuLayers} layers")}. {LlamaLibraries.GpuAdvice}");
        settings.GpuLayers = gpuLayers;
        settings.VocabularyOnly = form is null ? (byte)1 : (byte)0;
        var model = form == WeightForm.Fastest && WideWeights.Suit(header) ? WideWeights.Load(path, header, settings) : LoadAsStored(path, settings);
        return model == 0 ? throw new EngineException($"llama.cpp could not load {path}: {Reason()}") : (new ModelHandle(model), header);
    }

    public DecodeContext CreateContext(LlamaContextParams settings, bool needsMemory = true) => new(handle.Pointer, settings, Vocabulary.Count, needsMemory);

    public void Dispose() => handle.Dispose();

    static nint LoadAsStored(string path, LlamaModelParams settings)
    {
        fixed (byte* text = Encoding.UTF8.GetBytes(path + '\0'))
            return Llama.LoadModel(text, settings);
    }

    static string Reason()
    {
        var lines = NativeLog.TakeLines();
        return lines.Length > 0 ? lines : "it gave no reason";
    }
}
