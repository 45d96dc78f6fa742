"""`make test-compose`: is the stack of docker-compose.yml what the README says it is?"""
