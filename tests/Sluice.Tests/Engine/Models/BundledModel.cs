namespace Sluice.Tests.Engine.Models;

/// <summary>The models that lie in the repository.</summary>
internal static class BundledModel
{
    /// <summary>The instruct model.</summary>
    public static string Path { get; } = Find("smollm2-135m-instruct-q4_1.gguf");

    /// <summary>The embedding model.</summary>
    public static string EmbeddingPath { get; } = Find("all-minilm-l6-v2-q8_0.gguf");

    static string Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = System.IO.Path.Combine(folder.FullName, "models", name);
            if (File.Exists(path))
                return path;
        }
        throw new FileNotFoundException($"models/{name} was not found above " + AppContext.BaseDirectory);
    }
}
