using System.Xml.Linq;

namespace Sluice.Tests.House;

/// <summary>Holds the picture of the rooms true: which there are, and which arrows go between them.</summary>
public sealed class RoomsTests
{
    /// <summary>Each room under src/ with the rooms it may lean on. Arrows point down only; a new arrow is a decision.</summary>
    private static readonly Dictionary<string, string[]> Picture = new()
    {
        ["Sluice.Protocol"] = [],
        ["Sluice.Schema"] = [],
        ["Sluice.Templates"] = [],
        ["Sluice.Catalog"] = [],
        ["Sluice.Statistics"] = [],
        ["Sluice.Serving"] = ["Sluice.Protocol"],
        ["Sluice.Bench"] = ["Sluice.Catalog", "Sluice.Protocol", "Sluice.Statistics"],
        ["Sluice.Twin"] = ["Sluice.Bench", "Sluice.Catalog", "Sluice.Protocol", "Sluice.Schema", "Sluice.Serving"],
        ["Sluice.Engine"] = ["Sluice.Protocol", "Sluice.Schema", "Sluice.Serving", "Sluice.Templates"],
        ["Sluice.Pipeline"] = ["Sluice.Protocol", "Sluice.Schema", "Sluice.Templates"],
        ["Sluice.Cli"] = ["Sluice.Bench", "Sluice.Catalog", "Sluice.Engine", "Sluice.Pipeline", "Sluice.Protocol", "Sluice.Schema", "Sluice.Statistics", "Sluice.Templates", "Sluice.Twin"],
    };

    [Fact]
    public void The_rooms_are_those_of_the_picture()
    {
        var rooms = Directory.EnumerateDirectories(Repository.PathOf("src")).Select(folder => Path.GetFileName(folder)!);

        Assert.Equal(Picture.Keys.Order(StringComparer.Ordinal), rooms.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_room_leans_only_on_the_rooms_of_the_picture()
    {
        foreach (var (room, allowed) in Picture)
        {
            var project = XDocument.Load(Repository.PathOf("src", room, room + ".csproj"));
            var references = project.Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

            Assert.Equal(allowed.Order(StringComparer.Ordinal), references.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Every_room_has_something_in_it()
    {
        foreach (var room in Picture.Keys)
        {
            var sources = Directory.EnumerateFiles(Repository.PathOf("src", room), "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

            Assert.True(sources.Count() > 1, room + " is an empty room");
        }
    }

    [Fact]
    public void Only_the_command_line_is_an_executable()
    {
        foreach (var room in Picture.Keys)
        {
            var project = XDocument.Load(Repository.PathOf("src", room, room + ".csproj"));

            Assert.Equal(room == "Sluice.Cli", project.Descendants("OutputType").Any(type => type.Value == "Exe"));
        }
    }

    [Fact]
    public void Package_versions_stand_in_one_file()
    {
        var projects = Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal));

        foreach (var project in projects)
        {
            var pinnedHere = XDocument.Load(project).Descendants("PackageReference").Where(package => package.Attribute("Version") is not null);

            Assert.Empty(pinnedHere);
        }
    }

    [Fact]
    public void Every_project_is_in_the_solution_and_has_a_lock_file()
    {
        var solution = XDocument.Load(Repository.PathOf("Sluice.slnx")).Descendants("Project")
            .Select(project => project.Attribute("Path")!.Value.Replace('/', Path.DirectorySeparatorChar))
            .ToHashSet(StringComparer.Ordinal);

        var folders = new[] { "src", "tests", "bench" }.SelectMany(part => Directory.EnumerateDirectories(Repository.PathOf(part)));
        foreach (var folder in folders.Where(folder => folder != Repository.PathOf("bench", "results")))
        {
            var name = Path.GetFileName(folder);
            Assert.Contains(Path.GetRelativePath(Repository.Root, Path.Combine(folder, name + ".csproj")), solution);
            Assert.True(File.Exists(Path.Combine(folder, "packages.lock.json")), name + " has no packages.lock.json");
        }
    }
}
