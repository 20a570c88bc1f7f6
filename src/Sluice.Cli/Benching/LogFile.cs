using System.IO.Compression;
using System.Text;
using Sluice.Bench.Events;
using Sluice.Bench.Events.Files;
using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Benching;

/// <summary>Event logs as files of the command line.</summary>
internal static class LogFile
{
    public static BenchLog Read(Terminal terminal, string typed)
    {
        try
        {
            using FileStream file = new(terminal.Opened(typed), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using Stream plain = StartsCompressed(file) ? new GZipStream(file, CompressionMode.Decompress) : file;
            using StreamReader reader = new(plain, Encoding.UTF8);
            return EventLogReader.Read(typed, reader);
        }
        catch (InvalidDataException problem)
        {
            throw new CouldNotRunException(typed, $"cannot be unpacked: {problem.Message.TrimEnd('.')}", "a whole gzip file; what is left of one comes out with gzip -dc");
        }
        catch (EventLogException problem)
        {
            throw new CouldNotRunException([.. problem.Message.Split('\n').Select(line => SplitAtPlace(typed, line))]);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            string what = problem is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : problem.Message;
            throw new CouldNotRunException(typed, what, "an event log that sluice bench --log wrote");
        }
    }

    public static bool IsCompressed(Terminal terminal, string typed)
    {
        using FileStream file = new(terminal.Opened(typed), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return StartsCompressed(file);
    }

    /// <summary>By the first two bytes of gzip (RFC 1952), whatever the file is called.</summary>
    private static bool StartsCompressed(FileStream file)
    {
        bool isGzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return isGzip;
    }

    private static Problem SplitAtPlace(string file, string line)
    {
        int colon = line.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0 && line.StartsWith(file, StringComparison.Ordinal) ? new Problem(line[..colon], line[(colon + 2)..]) : new Problem(file, line);
    }
}
