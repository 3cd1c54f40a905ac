using QuestDb.Tool;

return await ToolApp.RunAsync(args, new ToolConsole(Console.In, Console.Out, Console.Error));
