namespace Sluice.Cli.Configuration;

/// <summary>What may be asked of the embedded engine, in the configuration file and on the command line alike.</summary>
internal static class EngineLimits
{
    /// <summary>Streams; llama.cpp holds at most 256 sequences apart, and the engine keeps some for finished prefixes.</summary>
    public const int MostParallel = 248;

    /// <summary>Tokens; below this not even a short prompt and its answer fit.</summary>
    public const int LeastContext = 256;

    /// <summary>Tokens; far above what a machine's memory holds, so that a slip of the finger is told as such.</summary>
    public const int MostContext = 16 * 1024 * 1024;

    /// <summary>Threads; llama.cpp's own limit (GGML_MAX_N_THREADS).</summary>
    public const int MostThreads = 512;
}
