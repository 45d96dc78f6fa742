"""The chaos suite: workers and brokers are killed, frozen, starved and lied to, and every record is accounted for.

load        pages made from a seed, and the truth: what each of them must lead to
verdict     what stands on the output topics, judged record by record against the truth
watch       a read_committed reader beside the workers; whether the group has read everything
fleet       workers as an orchestrator runs them: what ends is started again
sabotage    the same worker under a hardship it must survive, or with a guard broken so that it must fail
scenarios   what is done to fleet and broker, and the negative controls
trial       one scenario from topics to verdict, replay included
"""
