using System.Reflection;
using System.Runtime.InteropServices;

namespace Sluice.Engine.Native;

/// <summary>Finds the native files. Their names carry a version and differ by platform (libllama.v0.4.0.so, libllama.metal.v0.4.0.dylib, llama.v0.4.0.dll), so they are found by pattern.</summary>
internal static class LlamaLibraries
{
    const string WhatToDo = "Build Sluice again on this machine (the build fetches the libraries from npm and lays them into llama/ beside the program), or set SLUICE_LLAMA to a folder that has them.";

    /// <summary>What to do on a machine with a GPU, for which the build fetches nothing by itself.</summary>
    public const string GpuAdvice = "Install the build for it, npm package @node-llama-cpp/PLATFORM-cuda or PLATFORM-vulkan 3.21.1 (on a Mac with Apple silicon the Metal build comes by itself), and set SLUICE_LLAMA to the folder of its libraries; or leave --gpu-layers out.";

    /// <summary>The folder with the libraries: SLUICE_LLAMA when set, else llama/ beside this assembly.</summary>
    public static string FindFolder()
    {
        var asked = Environment.GetEnvironmentVariable("SLUICE_LLAMA");
        var folder = string.IsNullOrEmpty(asked) ? Path.Combine(AppContext.BaseDirectory, "llama") : asked;
        return Directory.Exists(folder)
            ? folder
            : throw new EngineException($"The llama.cpp libraries are missing: there is no folder {folder}. {WhatToDo}");
    }

    /// <summary>The one file of a library in a folder.</summary>
    public static string Find(string folder, string library)
    {
        var matches = Directory.EnumerateFiles(folder).Where(path => IsLibrary(Path.GetFileName(path), library)).ToArray();
        return matches.Length switch
        {
            1 => matches[0],
            0 => throw new EngineException($"The llama.cpp libraries are incomplete: {folder} has no {library} library. {WhatToDo}"),
            _ => throw new EngineException($"{folder} has {matches.Length} files for {library} ({string.Join(", ", matches.Select(Path.GetFileName))}); keep the one that belongs to the others. {WhatToDo}"),
        };
    }

    /// <summary>Whether a file name is that library: "libllama.v0.4.0.so" is llama, "libllama-common.so" is not.</summary>
    public static bool IsLibrary(string fileName, string library)
    {
        var name = fileName.StartsWith("lib", StringComparison.Ordinal) ? fileName[3..] : fileName;
        return name.StartsWith(library + ".", StringComparison.Ordinal)
            && Path.GetExtension(name) is ".so" or ".dylib" or ".dll";
    }

    /// <summary>Loads the libraries and binds the imports of this assembly to them.</summary>
    public static void Load(string folder)
    {
        // Those that others depend on come first: Windows would look for them elsewhere.
        var ggmlBase = Open(Find(folder, Ggml.Library));
        var ggml = Open(Find(folder, Llama.Backends));
        var llama = Open(Find(folder, Llama.Library));
        NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), (name, _, _) => name switch
        {
            Llama.Library => llama,
            Llama.Backends => ggml,
            Ggml.Library => ggmlBase,
            _ => 0,
        });
    }

    static nint Open(string path)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception problem) when (problem is DllNotFoundException or BadImageFormatException)
        {
            throw new EngineException($"{path} could not be loaded on this machine ({RuntimeInformation.RuntimeIdentifier}): {problem.Message} {WhatToDo}", problem);
        }
    }
}
