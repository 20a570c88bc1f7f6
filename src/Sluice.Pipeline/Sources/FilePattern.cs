using System.IO.Enumeration;

namespace Sluice.Pipeline.Sources;

/// <summary>Finds files by a path with <c>*</c> and <c>?</c> in any part of it, and <c>**</c> for any number of folders.</summary>
internal static class FilePattern
{
    /// <summary>In ordinal order of their names, so that a run reads them the same way everywhere.</summary>
    public static IReadOnlyList<SourceFile> Find(string folder, string pattern)
    {
        var full = Path.GetFullPath(pattern.Replace('\\', '/'), folder);
        var root = Path.GetPathRoot(full)!;
        var parts = full[root.Length..].Split(['/', Path.DirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
        return [.. Match(root, parts).Distinct()
            .Select(path => new SourceFile(path, Path.GetRelativePath(folder, path).Replace('\\', '/')))
            .OrderBy(file => file.Name, StringComparer.Ordinal)];
    }

    static IEnumerable<string> Match(string folder, ReadOnlySpan<string> parts)
    {
        var (part, rest) = (parts[0], parts[1..].ToArray());
        if (part == "**") return AnyDepth(folder).SelectMany(inner => Match(inner, rest.Length == 0 ? ["*"] : rest));

        var isPattern = part.AsSpan().ContainsAny('*', '?');
        if (rest.Length == 0) return isPattern ? Entries(folder, part, Directory.EnumerateFiles) : Existing(File.Exists, folder, part);

        var folders = isPattern ? Entries(folder, part, Directory.EnumerateDirectories) : Existing(Directory.Exists, folder, part);
        return folders.SelectMany(inner => Match(inner, rest));
    }

    static IEnumerable<string> AnyDepth(string folder) =>
        Directory.Exists(folder) ? [folder, .. Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories)] : [];

    static IEnumerable<string> Entries(string folder, string part, Func<string, IEnumerable<string>> list) =>
        Directory.Exists(folder) ? list(folder).Where(path => FileSystemName.MatchesSimpleExpression(part, Path.GetFileName(path), ignoreCase: false)) : [];

    static IEnumerable<string> Existing(Func<string, bool> exists, string folder, string part) =>
        Path.Combine(folder, part) is var path && exists(path) ? [path] : [];
}
