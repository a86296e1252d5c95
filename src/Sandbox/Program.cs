using Sandbox;

var settings = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
await SandboxHost.RunAsync(new SandboxOptions
{
    Url = settings["urls"] ?? settings["ASPNETCORE_URLS"] ?? "http://127.0.0.1:5090",
    DataPath = settings["data"],
    SeedTasks = settings.GetValue("seedTasks", new SandboxOptions().SeedTasks),
    Talkative = true,
});
