namespace Sluice.Tests.Engine.Models;

/// <summary>The instruct model that lies in the repository.</summary>
internal static class BundledModel
{
    public static string Path { get; } = Find();

    static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = System.IO.Path.Combine(folder.FullName, "models", "smollm2-135m-instruct-q4_1.gguf");
            if (File.Exists(path))
                return path;
        }
        throw new FileNotFoundException("models/smollm2-135m-instruct-q4_1.gguf was not found above " + AppContext.BaseDirectory);
    }
}
