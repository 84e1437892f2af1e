using Coral.Cli;
using Coral.Cli.Invocation;

return await CoralCommand.RunAsync(args, SystemContext.Create());
