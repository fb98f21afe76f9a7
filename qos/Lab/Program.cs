Console.Error.WriteLine("lab: a scenario is expected");
return 2;
