using Dashboard.Benchmarks.Audit;
using Dashboard.Benchmarks.Circuits;
using Dashboard.Benchmarks.Control;
using Dashboard.Benchmarks.Crash;
using Dashboard.Benchmarks.Dispatch;
using Dashboard.Benchmarks.Fill;
using Dashboard.Benchmarks.Grid;
using Dashboard.Benchmarks.Sheet;
using Microsoft.Extensions.Configuration;

// dotnet run -c Release --project tests/Dashboard.Benchmarks -- <what> [--name value …]
var given = new ConfigurationBuilder().AddCommandLine([.. args.Skip(1)]).Build();
return args.FirstOrDefault() switch
{
    "crash" => await CrashCommand.RunAsync(CrashOptions.From(given)),
    "dispatch" => await DispatchCommand.RunAsync(DispatchOptions.From(given)),
    "dispatch-run" => await DispatchRun.RunAsync(RunOptions.From(given)),
    "sheet" => await SheetCommand.RunAsync(SheetOptions.From(given)),
    "sheet-read" => SheetReadRun.Run(given["kind"]!, given["file"]!),
    "sheet-store" => await SheetStoreRun.RunAsync(given["file"]!, given["connection"]!, given["folder"]!),
    "fill" => await FillCommand.RunAsync(FillOptions.From(given)),
    "fill-run" => await FillRun.RunAsync(new(given["incs"]!), given["connection"]!),
    "control" => await ControlCommand.RunAsync(ControlOptions.From(given)),
    "circuits" => await CircuitsCommand.RunAsync(CircuitsOptions.From(given)),
    "grid" => await GridCommand.RunAsync(GridOptions.From(given)),
    "audit" => await AuditCommand.RunAsync(AuditOptions.From(given)),
    _ => Help(),
};

static int Help()
{
    Console.WriteLine("""
        crash     --rounds 20 --rows 2000 --seed 1 --database sqlite|postgres --variant plain|list-delay|clock-ahead|clock-behind|zone
                  kills the app in the middle of batches and compares what INCS has with what the result file says
        dispatch  --rows 20000 --latency 50 --concurrency 16,64,256 --runs 3 --kinds bare,sqlite,postgres
                  the dispatcher with its journal against a bare loop of the same POSTs
        control   --rows 10000 --cancel 100000 --latency 50 --concurrency 16 --database sqlite|postgres
                  fair turns of two big batches and a small one, and how soon a pause and a cancel take effect
        fill      --tasks 300000 --database sqlite|postgres --latency 0
                  the first fill of the mirror, the pass after it and a full check, and how long another writer waits meanwhile
        sheet     --lines 1000000 --runs 3 --databases sqlite,postgres
                  a big sheet read and checked, in UTF-8 and GB18030, beside CsvHelper mapping the same lines to a typed record; then stored
                  whole, and a tenth of it, while other people's pages are read
        grid      --tasks 1000000 --combinations 200 --runs 3 --seed 1 --databases sqlite,postgres
                  random filters, orders and pages of the task grid, each beside the same page by hand-written SQL; the overview's figures; all tasks exported
        audit     --entries 1000000 --combinations 200 --runs 3 --seed 1 --databases sqlite,postgres
                  random filters and places of the audit log, each beside the same page by hand-written SQL
        circuits  --count 200 --paths /batches,/tasks
                  so many pages in a browser, first an empty one and then the live task grid: what each costs the server
        """);
    return 2;
}
