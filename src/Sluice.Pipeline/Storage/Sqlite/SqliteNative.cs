using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Sluice.Pipeline.Storage.Sqlite;

/// <summary>Chooses the SQLite library: the system's, which gets security updates, else the one that comes with the package.</summary>
internal static class SqliteNative
{
    static readonly Lazy<bool> ready = new(Load);

    public static void Ensure() => _ = ready.Value;

    static bool Load()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        raw.FreezeProvider();
        return true;
    }

    static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != "e_sqlite3") return 0;

        // Windows ships none under a common name; 0 lets the runtime find the bundled one.
        string? system = OperatingSystem.IsLinux() ? "libsqlite3.so.0" : OperatingSystem.IsMacOS() ? "/usr/lib/libsqlite3.dylib" : null;
        return system is not null && NativeLibrary.TryLoad(system, out var handle) ? handle : 0;
    }
}
