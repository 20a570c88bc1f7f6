namespace Sluice.Testing.FileServer;

/// <summary>Waits for a file to have so many bytes, told by the system of each change.</summary>
public static class GrownFile
{
    public static async Task WaitAsync(string path, long bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var grown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!) { NotifyFilter = NotifyFilters.Size | NotifyFilters.LastWrite | NotifyFilters.FileName };
        watcher.Changed += (_, _) => Look();
        watcher.Created += (_, _) => Look();
        watcher.EnableRaisingEvents = true;
        Look();
        await grown.Task;

        void Look()
        {
            if (new FileInfo(path) is { Exists: true } file && file.Length >= bytes) grown.TrySetResult();
        }
    }
}
