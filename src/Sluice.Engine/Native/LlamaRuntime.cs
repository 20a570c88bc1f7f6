using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Sluice.Engine.Native;

/// <summary>Starts llama.cpp, once for the process, and checks that it is the one this border was written for.</summary>
internal static unsafe class LlamaRuntime
{
    /// <summary>The release whose C header the structs and imports follow.</summary>
    public const string Version = "0.4.0";

    // Bytes in the C header of that release, on every 64-bit platform.
    const int ModelParamsSize = 80, ContextParamsSize = 160, BatchSize = 56;

    static readonly Lock Gate = new();
    static bool started;
    static EngineException? failure; // the libraries are bound once: a second try could only fail differently

    public static void Start()
    {
        lock (Gate)
        {
            if (failure is not null)
                throw failure;
            if (started)
                return;
            CheckSizes();
            var folder = LlamaLibraries.FindFolder();
            LlamaLibraries.Load(folder);
            try
            {
                Open(folder);
                started = true;
            }
            catch (EntryPointNotFoundException problem)
            {
                throw failure = Unfit(folder, problem.Message);
            }
            catch (EngineException problem)
            {
                failure = problem;
                throw;
            }
        }
    }

    static void Open(string folder)
    {
        CheckVersion(folder);
        CheckDefaults(folder);
        NativeLog.Attach();
        fixed (byte* path = Encoding.UTF8.GetBytes(folder + '\0'))
            Llama.LoadBackends(path);
        if (Llama.BackendCount() == 0)
            throw new EngineException($"No compute library (ggml-cpu) in {folder} fits this processor. {NativeLog.TakeLines()}".TrimEnd());
        Llama.InitializeBackend();
    }

    static void CheckSizes()
    {
        if (Unsafe.SizeOf<LlamaModelParams>() != ModelParamsSize || Unsafe.SizeOf<LlamaContextParams>() != ContextParamsSize || Unsafe.SizeOf<LlamaBatch>() != BatchSize)
            throw new EngineException($"The engine's native structs do not have the sizes of llama.cpp {Version}; this platform ({RuntimeInformation.RuntimeIdentifier}) is not supported.");
    }

    static void CheckVersion(string folder)
    {
        var version = Marshal.PtrToStringUTF8((nint)Llama.Version()) ?? "";
        if (!version.StartsWith(Version, StringComparison.Ordinal))
            throw Unfit(folder, $"it says version '{version}'");
    }

    // A field that moved shows as a default in the wrong place.
    static void CheckDefaults(string folder)
    {
        var model = Llama.DefaultModelParams();
        var context = Llama.DefaultContextParams();
        var fits = model is { GpuLayers: -1, MetadataOverrides: 0, VocabularyOnly: 0, UseExtraBuffers: 1 }
            && context is { ContextTokens: 512, BatchTokens: 2048, MicroBatchTokens: 512, MaxSequences: 1, FlashAttention: -1, KeyType: 1, ValueType: 1, OffloadKqv: 1, UnifiedKv: 0 };
        if (!fits)
            throw Unfit(folder, "its default settings are not those of that release");
    }

    static EngineException Unfit(string folder, string reason) =>
        new($"The llama library in {folder} is not llama.cpp {Version}, which this build of Sluice needs: {reason}. Delete native/node_modules and build again.");
}
