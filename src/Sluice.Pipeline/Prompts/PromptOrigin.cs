namespace Sluice.Pipeline.Prompts;

/// <summary>Where a prompt's text stands, so that messages can name the line.</summary>
/// <param name="File">As people know it.</param>
/// <param name="Before">Lines of the file before the prompt's first one; of a prompt on one line of a pipeline file, that line.</param>
/// <param name="CountsLines">Whether the prompt's lines are lines of the file.</param>
public sealed record PromptOrigin(string File, long Before, bool CountsLines)
{
    /// <summary>As messages about records name it: files beside the pipeline by their names, wherever the pipeline lies.</summary>
    public string Name => Path.IsPathRooted(File) ? Path.GetFileName(File) : File;

    /// <summary>The file's line of a line of the prompt, both from 1.</summary>
    public long LineOf(int line) => CountsLines ? Before + line : Before;
}
