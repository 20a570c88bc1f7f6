using System.Text;
using Sluice.Cli.Problems;

namespace Sluice.Cli.Terminals;

/// <summary>Writes a result so that its file is whole at every moment: beside it, then put in its place. Where that fails, what was there before is still there.</summary>
internal static class WholeFile
{
    private static readonly UTF8Encoding PlainUtf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <param name="typed">The path as it was typed, for the message.</param>
    /// <param name="allowed">What could be written, where another name would help.</param>
    public static void Write(string option, string typed, string path, string text, string allowed)
    {
        try
        {
            string target = (File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? path; // a link stays one
            if (DevicePaths.IsDevice(target)) File.WriteAllText(target, text, PlainUtf8);
            else Replace(target, text);
        }
        catch (Exception problem) when (IsFull(problem))
        {
            throw new CouldNotRunException(option, $"'{typed}' was not written: its disk is full", "a file on a disk with room");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CouldNotRunException(option, $"'{typed}' cannot be written: {problem.Message}", allowed);
        }
    }

    private static void Replace(string path, string text)
    {
        string beside = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            File.WriteAllText(beside, text, PlainUtf8);
            File.Move(beside, path, overwrite: true);
        }
        catch (UnauthorizedAccessException) when (!File.Exists(beside) && File.Exists(path))
        {
            File.WriteAllText(path, text, PlainUtf8); // in a folder that takes no new files
        }
        finally
        {
            File.Delete(beside);
        }
    }

    /// <summary>ENOSPC and EDQUOT of Linux, EDQUOT of macOS; ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL of Windows.</summary>
    private static bool IsFull(Exception problem) => problem is IOException && (problem.HResult & 0xFFFF) is 28 or 122 or 69 or 39 or 112;
}
