using Coral.Cli;
using Coral.Cli.Invocation;
using Coral.Node.Resources;

if (OpenFileLimit.Complaint(ProcessLimitsReader.Read()) is { } complaint)
{
    Console.Error.WriteLine(complaint);
    return ExitCode.Failed;
}

return await CoralCommand.RunAsync(args, SystemContext.Create());
