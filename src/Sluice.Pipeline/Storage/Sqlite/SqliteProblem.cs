using Microsoft.Data.Sqlite;

namespace Sluice.Pipeline.Storage.Sqlite;

/// <summary>Says what SQLite's result codes mean for the person in front of the run. Codes: https://sqlite.org/rescode.html</summary>
internal static class SqliteProblem
{
    public static StoreException Of(SqliteException e, string path) => new(Sentence(e, path), e);

    public static StoreException Damaged(string path, string finding) =>
        new($"the run store {path} is damaged ({finding}); keep a copy, then recover it with 'sqlite3 {path} .recover'");

    static string Sentence(SqliteException e, string path) => e.SqliteErrorCode switch
    {
        13 => $"the disk with the run store {path} is full; every answer counted so far is kept: make room, then type the same command again",
        8 => $"the run store {path} is read-only; every answer counted so far is kept: make it writable, then type the same command again",
        14 => $"the run store {path} cannot be opened or made; is its folder there and writable?",
        5 or 6 => $"the run store {path} has been locked by another process for too long; stop that one, then type the same command again",
        10 => $"the disk with the run store {path} fails ({e.Message}); every answer counted so far is kept: mend it, then type the same command again",
        11 => Damaged(path, e.Message).Message,
        26 => $"{path} is not a run store: it is some other file; name another path",
        _ => $"the run store {path} cannot be used: {e.Message}",
    };
}
