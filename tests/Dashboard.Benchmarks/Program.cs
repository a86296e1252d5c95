using Dashboard.Benchmarks.Crash;
using Microsoft.Extensions.Configuration;

// dotnet run -c Release --project tests/Dashboard.Benchmarks -- <what> [--name value …]
var given = new ConfigurationBuilder().AddCommandLine([.. args.Skip(1)]).Build();
return args.FirstOrDefault() switch
{
    "crash" => await CrashCommand.RunAsync(CrashOptions.From(given)),
    _ => Help(),
};

static int Help()
{
    Console.WriteLine("""
        crash     --rounds 20 --rows 2000 --seed 1 --database sqlite|postgres --variant plain|list-delay|clock-ahead|clock-behind|zone
                  kills the app in the middle of batches and compares what INCS has with what the result file says
        """);
    return 2;
}
