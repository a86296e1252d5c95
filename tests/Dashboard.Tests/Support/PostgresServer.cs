using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Dashboard.Tests.Support;

/// <summary>A real PostgreSQL server on a free port of this machine alone, with its data in a folder of its own. Nothing is left of it once this process
/// has ended, however: a shell that reads from this process stops the server and removes the folder when there is nothing more to read.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const int Tries = 3;
    private static readonly Lazy<Task<PostgresServer>> Shared = new(() => StartAsync());

    // Signals of a terminal end the process that is read from; the end of that is what counts here. ICU's order of text is
    // unlike that of bytes, so that what relies on the server's own order is seen.
    private const string Script = """
        trap '' HUP INT TERM PIPE
        bin=$1 port=$2 parent=/tmp
        off='-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_wal_size=128MB'
        if [ "$3" = durable ]; then off=
        elif [ "$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')" -gt 4000000 ] 2>/dev/null; then parent=/dev/shm
        fi
        folder=$(mktemp -d $parent/dashboard-postgres-XXXXXX) || exit 1
        trap 'rm -rf "$folder"' EXIT
        data=$folder/data log=$folder/log
        fail() { cat "$log" >&2; exit 1; }
        order=
        "$bin/initdb" --help | grep -q icu-locale && order='--locale-provider=icu --icu-locale=en'
        "$bin/initdb" -D "$data" --username=postgres --auth=trust --encoding=UTF8 --locale=C $order --no-sync >"$log" 2>&1 || fail
        "$bin/postgres" -D "$data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300 \
          -c wal_level=minimal -c max_wal_senders=0 $off >>"$log" 2>&1 </dev/null &
        server=$!
        until grep -q ready "$data/postmaster.pid" 2>/dev/null; do kill -0 $server 2>/dev/null || fail; sleep 0.05; done
        echo ready
        cat >/dev/null
        kill -QUIT $server 2>/dev/null
        wait $server
        """;

    private readonly Process process;
    private readonly int port;

    private PostgresServer(Process process, int port) => (this.process, this.port) = (process, port);

    /// <summary>Starts one.</summary>
    /// <param name="isDurable">Its data is on a disk and its commits wait for it, as in production; else all is quick and gone with the machine.</param>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or does not start.</exception>
    public static async Task<PostgresServer> StartAsync(bool isDurable = false)
    {
        for (var tried = 1; ; tried++)
        {
            var port = FreePort();
            var process = Process.Start(Command(port, isDurable)) ?? throw new InvalidOperationException("bash does not start.");
            if (await process.StandardOutput.ReadLineAsync() == "ready") return new(process, port);
            var why = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            process.Dispose();
            // Somebody else may have taken the port.
            if (tried == Tries) throw new InvalidOperationException($"PostgreSQL does not start: {why}");
        }
    }

    /// <summary>The one of this process, started when it is first asked for.</summary>
    public static Task<PostgresServer> SharedAsync() => Shared.Value;

    /// <summary>Stops the one of this process, where it was started.</summary>
    public static async ValueTask StopSharedAsync()
    {
        if (Shared.IsValueCreated) await (await Shared.Value).DisposeAsync();
    }

    /// <summary>How a database of it is reached.</summary>
    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={port};Username=postgres;Database={database}";

    /// <summary>Does something on the server as a whole, such as making a database.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // names of our own
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static ProcessStartInfo Command(int port, bool isDurable)
    {
        string[] shell = ["bash", "-c", Script, "bash", Binaries(), port.ToString(System.Globalization.CultureInfo.InvariantCulture), isDurable ? "durable" : ""];
        // PostgreSQL refuses to run as root.
        var command = Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", .. shell] : shell;
        return new(command[0], command[1..])
        {
            WorkingDirectory = "/", RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
    }

    private static string Binaries()
    {
        const string debian = "/usr/lib/postgresql";
        var installed = Directory.Exists(debian)
            ? Directory.GetDirectories(debian).OrderByDescending(x => int.TryParse(Path.GetFileName(x), out var version) ? version : 0).Select(x => Path.Combine(x, "bin"))
            : [];
        return installed.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)).FirstOrDefault(x => File.Exists(Path.Combine(x, "initdb")))
            ?? throw new InvalidOperationException("PostgreSQL is not installed (Debian: apt-get install postgresql).");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
