using Sluice.Cli.Commands;
using Sluice.Cli.Downloads;
using Sluice.Cli.Planning;
using Sluice.Cli.Schemas;
using Sluice.Cli.Terminals;
using Sluice.Cli.Viewing;

namespace Sluice.Cli.ModelFiles;

/// <summary><c>sluice models</c>: the model files of this machine, and apart from them the names that the catalog knows figures of.</summary>
internal sealed class ModelListSession(Terminal terminal)
{
    public int Run(string? catalog, bool json)
    {
        IReadOnlyList<FoundModel> found = ModelLibrary.Of(terminal).All();
        if (json)
        {
            foreach (FoundModel model in found) WriteJson(model);
            return ExitCode.Done;
        }
        terminal.Out.WriteLine("models of this machine");
        if (found.Count == 0) terminal.Out.WriteLine("  none; `sluice models pull URL` fetches one");
        else WriteTable(found);
        terminal.Out.WriteLine();
        terminal.Out.WriteLine("models that the catalog knows figures of, here or not");
        return new CatalogSession(terminal, "models list").Models(catalog);
    }

    private void WriteTable(IReadOnlyList<FoundModel> found)
    {
        string[][] rows =
        [
            ["name", "size", "quantisation", "parameters", "context", "what"],
            .. found.Select(model => model.File is { } file
                ? (string[])[model.Name, Amounts.Bytes(file.Bytes), file.Quantisation, ModelFilePage.Parameters(file.Parameters), file.ContextTokens is { } context ? Figures.Count(context) : Figures.Unknown, What(model)]
                : [model.Name, Figures.Unknown, Figures.Unknown, Figures.Unknown, Figures.Unknown, $"cannot be read: {model.Problem}"]),
        ];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
            terminal.Out.WriteLine($"  {string.Join("  ", row.Select((cell, column) => column is 1 or 3 or 4 ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column])))}".TrimEnd());
    }

    private static string What(FoundModel model)
    {
        string use = model.File switch
        {
            { Kind: not (null or "model") and var kind } => kind,
            { IsEmbedding: true } => "embeddings",
            { ChatTemplate: not null } file => $"chat ({file.Layout ?? "own layout"}{(file.Family == "none" || file.Family == file.Layout ? "" : $", {file.Family}")})",
            _ => "text",
        };
        return $"{use}, {model.Origin}";
    }

    private void WriteJson(FoundModel model) => terminal.Out.WriteLine(JsonLine.Of(json =>
    {
        json.WriteString("event", "model");
        json.WriteString("origin", model.Origin);
        if (model.File is { } file) ModelFileJson.Write(json, file);
        else
        {
            json.WriteString("name", model.Name);
            json.WriteString("path", model.Path);
        }
        json.WriteString("problem", model.Problem);
    }));
}
