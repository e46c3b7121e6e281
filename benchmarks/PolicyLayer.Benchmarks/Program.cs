using BenchmarkDotNet.Running;

// Without arguments everything runs; the runner would otherwise ask, and wait for an answer.
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args);
