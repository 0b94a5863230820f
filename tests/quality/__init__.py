"""The labelled quality set: invented texts, what each rule must find in them, and the gate over both."""
